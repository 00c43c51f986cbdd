"""A Ray cluster of two nodes on this machine: says its address on a line and runs until its standard input ends.

Not a test by itself (`test_cluster.py`).
"""

from __future__ import annotations

import os
import sys
import tempfile

os.environ |= {"RAY_USAGE_STATS_ENABLED": "0"}

#: What letters need of it; the default is a third of the memory of the machine.
_OBJECTS = 200 << 20


def main() -> None:
    """Start the nodes, wait, stop them."""
    from ray.cluster_utils import Cluster

    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        head = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": _OBJECTS, "temp_dir": folder}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        try:
            cluster.add_node(num_cpus=1, object_store_memory=_OBJECTS)
            sys.stdout.write(f"address {cluster.address}\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            cluster.shutdown()


if __name__ == "__main__":
    main()
