"""A report as a Word document in the official format of GB/T 9704-2012."""

from parkledger.render.document.file import document_bytes

__all__ = ["document_bytes"]
