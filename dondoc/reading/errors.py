"""Why a document could not be read, as one Vietnamese line for the officer."""

from collections.abc import Sequence


class UnreadableDocument(Exception):
    """The document cannot be read; the message says what is wrong, where and what to do."""


class NoResponsibilitySection(UnreadableDocument):
    """The document was read, but has no part that assigns work."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        looked = ", ".join(f"“{title}”" for title in titles)
        super().__init__(
            f"Không tìm thấy phần giao nhiệm vụ trong văn bản (đã tìm các mục {looked}); "
            "hãy kiểm tra lại tên mục hoặc chọn đúng văn bản."
        )
