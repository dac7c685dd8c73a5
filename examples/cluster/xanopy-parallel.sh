#!/bin/bash
# GNU parallel: a process for each core and a file of answers for each file. The same command again does what is missing.
#   xanopy-parallel.sh answers parts/*.ndjson
#   PARALLEL='--sshloginfile hosts' xanopy-parallel.sh answers ...      on other machines with the same folders
set -euo pipefail

answers=$1
shift
mkdir -p "$answers"
export XANOPY=${XANOPY:-npx xanopy}
parallel --env XANOPY --workdir "$PWD" --retries 3 --quote \
  sh -c 'exec flock "$1.lock" $XANOPY analyse --ndjson --brief --jobs 1 --resume "$1" "$2"' xanopy \
  "$answers/{/}.answers.ndjson" {} ::: "$@"
