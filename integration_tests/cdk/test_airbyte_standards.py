"""The standard tests of Airbyte's CDK, those for an image of any language."""

from airbyte_cdk.test.standard_tests.docker_base import DockerConnectorTestSuite


class TestSuite(DockerConnectorTestSuite):
    """Everything comes from this folder: acceptance-test-config.yml, and metadata.yaml as a link."""
