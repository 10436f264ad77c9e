"""Static files with hashes in their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Modules of JavaScript import each other by their hashed names too, so that an old one is never mixed in."""

    support_js_module_import_aggregation = True
