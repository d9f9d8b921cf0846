#!/usr/bin/env bash
# Hands a synthesized stack to HCP Terraform, which runs it:  upload.sh FOLDER [--speculative]
# A speculative run plans and can never be applied. The token is in TF_TOKEN, made for a team that may queue plans.
set -euo pipefail
folder=${1:?write the folder of cdk.tf.json}
speculative=false
if [ "${2:-}" = --speculative ]; then speculative=true; fi
: "${TF_TOKEN:?the token of HCP Terraform is not set}"

# The file may be a pull request's: it does not say whom the token goes to.
host=${TF_CLOUD_HOSTNAME:-app.terraform.io}
api=${TF_API:-https://$host/api/v2}

cloud() { # the name at a path; nothing else can become a part of an address
  jq --exit-status --raw-output ".terraform.cloud | $1 | strings | select(test(\"^[A-Za-z0-9_-]+$\"))" \
    "$folder/cdk.tf.json"
}
organization=$(cloud .organization)
workspace=$(cloud .workspaces.name)

# The token goes in by a file: an argument would be seen by every process of the machine.
hcp() { # METHOD PATH [BODY]
  curl --silent --show-error --fail-with-body --request "$1" "$api$2" ${3:+--data "$3"} \
    --header "Content-Type: application/vnd.api+json" --config <(echo "header = \"Authorization: Bearer $TF_TOKEN\"")
}

id=$(hcp GET "/organizations/$organization/workspaces/$workspace" | jq --exit-status --raw-output .data.id)
body=$(jq --null-input --compact-output --argjson speculative "$speculative" \
  '{data: {type: "configuration-versions", attributes: {"auto-queue-runs": true, speculative: $speculative}}}')
url=$(hcp POST "/workspaces/$id/configuration-versions" "$body" |
  jq --exit-status --raw-output '.data.attributes["upload-url"]')

# What a run here left beside it stays here: a state, a plan, providers.
archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
tar --create --gzip --file "$archive" --directory "$folder" cdk.tf.json
curl --silent --show-error --fail --output /dev/null --request PUT --data-binary "@$archive" \
  --header "Content-Type: application/octet-stream" "$url"
echo "https://$host/app/$organization/workspaces/$workspace/runs"
