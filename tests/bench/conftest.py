from tests.browser.conftest import prepared, site

__all__ = ["prepared", "site"]
