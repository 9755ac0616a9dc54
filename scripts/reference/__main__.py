"""Write every page."""

from scripts.reference.pages import FOLDER, pages

FOLDER.mkdir(parents=True, exist_ok=True)
for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"docs/reference/{name} is written.")
