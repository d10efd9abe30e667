"""The policies that come with the software can be read by any reader of YAML."""

import yaml

from rules.policy import shipped_names, shipped_text


def test_a_shipped_file_is_plain_yaml() -> None:
    for name in shipped_names():
        assert yaml.safe_load(shipped_text(name))["policy"] == name
