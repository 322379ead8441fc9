"""Reads a dataset with a manifest on Airbyte's low-code CDK, started as its own program starts it."""

import json
import sys
import tempfile

import probe  # noqa: F401
from airbyte_cdk.cli.source_declarative_manifest import run

job = json.loads(sys.argv[1])
body = json.loads(sys.argv[2])
name = job["dataset"]
schema = {"type": "object", "additionalProperties": True, "properties": {"airbyte_cursor": {"type": "number"}}}
requester = {
    "type": "HttpRequester",
    "url_base": job["url"],
    "path": f"/api/dataset/execute/{name}",
    "http_method": "POST",
    "authenticator": {"type": "BearerAuthenticator", "api_token": job["token"]},
    # The CDK drops a text that reads as a Python list; `true` is none of Python's words, so this one stays a text.
    "request_body_data": json.dumps([{**body[0], "enabled": True}]),
}
paginator = {
    "type": "DefaultPaginator",
    "page_size_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "limit"},
    "page_token_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "offset"},
    "pagination_strategy": {"type": "OffsetIncrement", "page_size": job["pageRows"]},
}
manifest = {
    "version": "6.0.0",
    "type": "DeclarativeSource",
    "check": {"type": "CheckStream", "stream_names": [name]},
    "streams": [
        {
            "type": "DeclarativeStream",
            "name": name,
            "primary_key": [],
            "schema_loader": {"type": "InlineSchemaLoader", "schema": schema},
            "retriever": {
                "type": "SimpleRetriever",
                "requester": requester,
                "paginator": paginator,
                "record_selector": {
                    "type": "RecordSelector",
                    "extractor": {"type": "DpathExtractor", "field_path": ["data"]},
                },
            },
            "transformations": [
                {
                    "type": "AddFields",
                    "fields": [{"path": ["airbyte_cursor"], "value": "{{ record['timestamp'] / 1000 }}"}],
                }
            ],
        }
    ],
    "spec": {"type": "Spec", "connection_specification": {"type": "object", "properties": {}}},
}
stream = {"name": name, "json_schema": schema, "supported_sync_modes": ["full_refresh"]}
catalog = {"streams": [{"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "append"}]}


def written(value):
    file = tempfile.NamedTemporaryFile("w", suffix=".json")
    json.dump(value, file)
    file.flush()
    return file


with written({"__injected_declarative_manifest": manifest}) as config, written(catalog) as streams:
    sys.argv[1:] = ["read", "--config", config.name, "--catalog", streams.name]
    run()
