"""Plants: a type, fields on the pages of others, a record, a block, a setting, a vocabulary."""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("garden", title="Garden", requires=("pages",), api=">=0.1,<1")


def includeme(config: Any) -> None:
    """Register everything."""
    from mastaba_garden.models import COLOURS, Bed, Care, Plant, Watering
    from mastaba_garden.settings import GardenSettings

    config.add_templates("garden", "mastaba_garden:templates")
    config.declare_settings(GardenSettings)
    config.declare_permission("garden.water", "Water plants", roles=("editor",))
    config.declare_vocabulary(COLOURS, "Colours")
    config.add_content_type(Plant, title="Plant", icon="tag", description="Something that grows.")
    config.add_extension(Care, title="Care")
    config.add_record(Watering, title="Waterings", create="garden.water", manage="edit")
    config.add_block("garden.bed", Bed, title="Bed", renderer="garden/bed.jinja2")
    config.include("mastaba_garden.views")
