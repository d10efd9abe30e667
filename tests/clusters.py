"""A Dask cluster of this process alone, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from distributed import LocalCluster


@contextmanager
def small_cluster() -> Iterator[LocalCluster]:
    """Two workers over this machine's own address: within a process Dask would look for one that reaches outside."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster
