"""Files that are known and not taken, each with what to do instead."""

from __future__ import annotations

_SCRIPT = "Files that can run or act in a browser are not taken. Put it into a ZIP archive."
_PROGRAM = "Programs are not taken. Put it into a ZIP archive if people shall download it."
_AS_JPEG = "Save it as JPEG or WebP, for example with a preview or photo program."
_AS_PNG = "Save it as PNG."
_MACROS = "Office files with macros are not taken. Save it without macros."
_ARCHIVE = "Pack the files into a ZIP archive."

PICTURES = {
    "HEIC": f"HEIC pictures are shown by few browsers. {_AS_JPEG}",
    "TIFF": f"TIFF pictures are not shown by browsers. {_AS_JPEG}",
    "ICO": f"ICO is a format for icons of sites. {_AS_PNG}",
    "BMP": f"BMP pictures are very large. {_AS_PNG}",
    "PSD": f"Photoshop files are not shown by browsers. {_AS_JPEG}",
    "EPS": "EPS and PostScript files are programs for printers. Save it as PDF or SVG.",
    "JPEG 2000": f"JPEG 2000 pictures are shown by few browsers. {_AS_JPEG}",
    "JPEG XL": f"JPEG XL pictures are shown by few browsers. {_AS_JPEG}",
}
OTHERS = {
    "HTML": f"This is an HTML page. {_SCRIPT}",
    "XML": f"This is an XML file. {_SCRIPT}",
    "script": f"This is a script. {_SCRIPT}",
    "program": _PROGRAM,
    "macros": _MACROS,
    "archive": f"This kind of archive is not taken. {_ARCHIVE}",
    "old Office": "Office files in the old format may hold macros. Save it as DOCX, XLSX or PPTX.",
    "Matroska": "Matroska films are shown by few browsers. Save it as MP4 or WebM.",
    "AVI": "AVI films are shown by few browsers. Save it as MP4 or WebM.",
    "SVGZ": "Compressed drawings are not taken. Save it as SVG without compression.",
}
SENTENCES = {**PICTURES, **OTHERS}

_ENDINGS = {
    "HEIC": "heic heif hif",
    "TIFF": "tif tiff dng cr2 nef arw",
    "ICO": "ico cur",
    "BMP": "bmp dib",
    "PSD": "psd psb",
    "EPS": "eps ps ai",
    "JPEG 2000": "jp2 j2k jpf",
    "JPEG XL": "jxl",
    "HTML": "html htm xhtml shtml xht mht mhtml hta",
    "XML": "xml xsl xslt rss atom",
    "script": "js mjs cjs php php3 php4 php5 php7 php8 phtml phps phar asp aspx jsp jspx cgi pl "
    "py pyc rb sh bash zsh bat cmd ps1 vbs vbe wsf wsh htaccess htpasswd",
    "program": "exe com dll msi scr pif cpl jar war class apk app deb rpm dmg pkg iso so wasm swf "
    "lnk reg inf",
    "macros": "docm dotm xlsm xltm xlsb pptm potm ppsm",
    "archive": "rar 7z tar gz tgz bz2 xz zst cab",
    "old Office": "doc dot xls xlt ppt pps",
    "Matroska": "mkv mka",
    "AVI": "avi wmv flv",
    "SVGZ": "svgz",
}
UNWANTED_ENDINGS = {ending: what for what, all_ in _ENDINGS.items() for ending in all_.split()}
