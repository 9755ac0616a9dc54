"""Everything that changes comments: each asks the rights on the node and writes the audit."""
