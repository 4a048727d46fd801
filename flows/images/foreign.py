"""What bytes that are no JPEG, PNG or WebP look like, so that a refusal can name it."""

_STARTS = (
    (b"%!PS", "PostScript"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\0\0\x01\0", "ICO"),
    (b"\xd0\xcf\x11\xe0", "Office 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"OggS", "语音"),
    (b"ID3", "音频"),
    (b"#!AMR", "语音"),
)
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "HEIC"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
}
_OFFICE = ((b"word/", "Word 文档"), (b"xl/", "Excel 文档"), (b"ppt/", "PowerPoint 文档"))
_SEEN = 4096


def name_of(content: bytes) -> str:
    """The kind of file in the person's words, or empty where nothing is recognised."""
    head = content[:_SEEN]
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "视频")
    if head.startswith(b"RIFF"):
        return "音频" if head[8:12] == b"WAVE" else "视频"
    if head.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _OFFICE if mark in head), "压缩包")
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    return _text_of(head)


def _text_of(head: bytes) -> str:
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "网页"
    if lowered.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in lowered:
        return "SVG"
    for encoding in ("utf-8", "gb18030"):
        # The cut at the end may run through a character.
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            if text and all(char.isprintable() or char in "\r\n\t\ufeff" for char in text):
                return "文字"
    return ""
