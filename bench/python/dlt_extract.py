"""Reads a dataset with dlt: its client and paginator in a resource, extracted to dlt's own files."""

import json
import sys
import tempfile

import probe  # noqa: F401
import dlt
from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.paginators import OffsetPaginator

job = json.loads(sys.argv[1])
body = json.loads(sys.argv[2])
client = RESTClient(
    base_url=job["url"],
    auth=BearerTokenAuth(job["token"]),
    paginator=OffsetPaginator(limit=job["pageRows"], total_path=None),
    data_selector="data",
)
count = 0


@dlt.resource(name=job["dataset"])
def dataset():
    global count
    for page in client.paginate(f"/api/dataset/execute/{job['dataset']}", method="POST", json=body):
        count += len(page)
        yield list(page)


with tempfile.TemporaryDirectory() as folder:
    pipeline = dlt.pipeline(pipeline_name="bench", pipelines_dir=folder, destination="filesystem", dataset_name="bench")
    pipeline.extract(dataset())
print(json.dumps({"records": count}))
