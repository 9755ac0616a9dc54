"""What pictures may cost."""

from mastaba.api import Section, setting
from mastaba_media.renditions.encode import Tuning


class PictureSettings(Section, prefix="mastaba.media.pictures"):
    """How pictures are made smaller for screens."""

    webp_quality: int = setting(80, help="Quality of WebP, 1 to 100.", ge=1, le=100)
    jpeg_quality: int = setting(
        82, help="Quality of JPEG, which old browsers get, 1 to 100.", ge=1, le=100
    )
    avif: bool = setting(
        True,
        help="Make AVIF of published pictures behind the requests: a third smaller than WebP, "
        "for a few seconds of work per picture.",
    )
    avif_quality: int = setting(60, help="Quality of AVIF, 1 to 100.", ge=1, le=100)
    avif_speed: int = setting(
        8, help="How quickly AVIF is made: 0 takes longest, 10 least.", ge=0, le=10
    )
    at_once: int = setting(
        2,
        help="How many pictures one process makes at the same time; pages stay quick meanwhile.",
        ge=1,
        le=64,
    )

    @property
    def tuning(self) -> Tuning:
        """The same for the engine."""
        return Tuning(self.webp_quality, self.avif_quality, self.jpeg_quality, self.avif_speed)
