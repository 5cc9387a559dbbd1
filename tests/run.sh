#!/usr/bin/env bash
# Installs what the tests need where it can, builds everything once, runs every test project.
set -uo pipefail
cd "$(dirname "$0")/.."
dotnet build OAuthDemo.sln || exit 1
dotnet test --solution OAuthDemo.sln --no-build
