/** The edit screen's script: the writing surface. */
import { MastabaBody } from "./body-element.js";

customElements.define("mastaba-body", MastabaBody);
