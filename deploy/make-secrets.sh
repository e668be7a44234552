#!/bin/sh
# Makes the secrets that docker-compose.yml needs, each once, as files in ./secrets (or the folder that is named). What is there
# stays. The folder is closed to others; the files are not, because the user within a container is another one.
set -eu
folder="${1:-secrets}"
umask 022
mkdir -p "$folder"
chmod 700 "$folder"
random() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }
keep() { [ -s "$folder/$1" ] || printf '%s\n' "$2" > "$folder/$1"; }

keep mbi_owner_password "$(random 24)"
keep mbi_app_password "$(random 24)"
keep mbi_jwt_secret "$(random 48)"
keep mbi_credentials_key "$(random 32)"
keep mbi_payload_key "$(random 32)"
keep mbi_grafana_admin_password "$(random 16)"
keep database_url "postgres://mbi_app:$(cat "$folder/mbi_app_password")@postgres:5432/mbi"
keep database_owner_url "postgres://mbi_owner:$(cat "$folder/mbi_owner_password")@postgres:5432/mbi"
echo "Secrets are in $folder. MBI_PAYLOAD_KEY_FILE=./$folder/mbi_payload_key in .env encrypts what Temporal stores."
