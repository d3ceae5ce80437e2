"""Uploaded files in an S3-compatible object storage. Imported only where it is configured: boto3 is heavy.

The bucket is private. The site reads from it and sends, so that no reader's browser asks a third party.
"""

import contextlib

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from klimakreise.publishing.files.storages import BLOCK, Facts, StoreSilentError


@contextlib.contextmanager
def answers(name=""):
    """Say in our words what the storage says: FileNotFoundError or StoreSilentError."""
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(name) from error
        raise StoreSilentError(str(error)) from error
    except BotoCoreError as error:
        raise StoreSilentError(str(error)) from error


class Bucket(S3Storage):
    def get_default_settings(self):
        """The newest way of signing, names in paths (not every storage has host names for buckets), and no long waits."""
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=5,
            read_timeout=20,
            retries={"total_max_attempts": 2},
        )
        return {**super().get_default_settings(), "client_config": config, "file_overwrite": False}

    @property
    def client(self):
        return self.connection.meta.client

    def where(self, name):
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def facts(self, name):
        """The Facts of a file; raises FileNotFoundError."""
        with answers(name):
            found = self.client.head_object(**self.where(name))
        return Facts(found["ContentLength"], found["LastModified"])

    def stretch(self, name, first, length):
        """`length` bytes from byte `first` on, in blocks; only these are fetched."""
        if not length:
            return
        with answers(name):
            found = self.client.get_object(**self.where(name), Range=f"bytes={first}-{first + length - 1}")
            with contextlib.closing(found["Body"]) as body:
                yield from body.iter_chunks(BLOCK)

    def _save(self, name, content):
        with answers(name):
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        with answers(name):
            return super()._open(name, mode)

    def exists(self, name):
        with answers(name):
            return super().exists(name)

    def delete(self, name):
        with answers(name):
            super().delete(name)

    def listdir(self, path):
        with answers(path):
            return super().listdir(path)
