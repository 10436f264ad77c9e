"""Small real files that the demo's letters carry."""

import struct
import zlib
from random import Random

TYPES = {"png": "image/png", "csv": "text/csv", "pdf": "application/pdf"}


def make_file(kind: str, *, title: str, rows: list[str], rng: Random) -> bytes:
    """The bytes of a picture, table or document; `rows` are its lines where it has any."""
    if kind == "png":
        return picture(rng)
    return table(rows, rng) if kind == "csv" else document(title)


def picture(rng: Random, width: int = 240, height: int = 80) -> bytes:
    """A striped banner in two colours."""
    colours = [bytes(rng.randrange(40, 230) for _channel in range(3)) for _colour in range(2)]
    line = b"\0" + b"".join(colours[x // 24 % 2] for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(line * height)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, data = part
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def table(rows: list[str], rng: Random) -> bytes:
    """A price list that Excel opens."""
    lines = [f"{row};{number};{rng.randrange(3, 900) * 100}" for number, row in enumerate(rows, 1)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def document(title: str) -> bytes:
    """A page of PDF with its title; letters beyond ASCII are left out, the built-in fonts have none."""
    words = title.encode("ascii", "ignore").decode().translate({40: None, 41: None, 92: None}) or "Document"
    text = f"BT /F1 18 Tf 60 760 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    return _pdf(objects)


def _pdf(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
