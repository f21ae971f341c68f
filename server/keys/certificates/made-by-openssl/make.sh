#!/bin/sh
# Makes the certificates beside this file anew, with OpenSSL 3: so that the tests read what another tool wrote. The private keys are thrown away.
# Synthetic organisations only. Valid from 2026 to 2126.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > ca.conf <<'CONF'
[ca]
default_ca = issuing
[issuing]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
default_crl_days = 36500
policy = any
certificate = issuing.pem
private_key = issuing.key
unique_subject = no
crl_extensions = list
[root]
database = root-index.txt
crlnumber = root-crlnumber
default_md = sha384
default_crl_days = 36500
certificate = root.pem
private_key = root.key
crl_extensions = list
[pss]
database = pss-index.txt
crlnumber = pss-crlnumber
default_md = sha256
default_crl_days = 36500
certificate = pss.pem
private_key = pss.key
crl_extensions = list
[any]
countryName = optional
organizationName = optional
organizationIdentifier = optional
serialNumber = optional
commonName = optional
[list]
authorityKeyIdentifier = keyid
[req]
distinguished_name = none
utf8 = yes
string_mask = utf8only
[none]
[authority_root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[authority]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[seal]
basicConstraints = CA:false
keyUsage = critical, nonRepudiation
extendedKeyUsage = clientAuth, emailProtection
certificatePolicies = 0.4.0.194112.1.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[both]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, keyEncipherment
CONF
touch index.txt root-index.txt pss-index.txt
echo 01 > serial; echo 01 > crlnumber; echo 01 > root-crlnumber; echo 01 > pss-crlnumber
dates="-startdate 20260101000000Z -enddate 21260101000000Z"

openssl req -new -newkey rsa:3072 -nodes -keyout root.key -x509 -days 36500 -sha384 -config ca.conf -extensions authority_root \
  -subj "/C=NO/O=Prøve Sertifikat AS/CN=Prøve Class 3 Root" -out root.pem
openssl req -new -newkey rsa:2048 -nodes -keyout issuing.key -config ca.conf -subj "/C=NO/O=Prøve Sertifikat AS/CN=Prøve Class 3 CA G2" -out issuing.csr
openssl x509 -req -in issuing.csr -CA root.pem -CAkey root.key -days 36500 -sha384 -extfile ca.conf -extensions authority -out issuing.pem
leaf() { # file, subject, extensions, key options
  file=$1; subject=$2; extensions=$3; shift 3
  openssl req -new "$@" -nodes -keyout leaf.key -config ca.conf -subj "$subject" -out leaf.csr
  # shellcheck disable=SC2086
  openssl ca -utf8 -batch -notext -config ca.conf -extensions "$extensions" $dates -preserveDN -in leaf.csr -out "$file"
}
leaf seid2.pem "/C=NO/O=Tindøy kommune/organizationIdentifier=NTRNO-310801011/CN=Tindøy kommune" seal -newkey rsa:2048
leaf seid2-p256.pem "/C=NO/O=Havsula Fagsystem AS/organizationIdentifier=NTRNO-310802026/CN=Havsula" seal -newkey ec -pkeyopt ec_paramgen_curve:P-256
leaf seid1.pem "/C=NO/O=Bjørkelia Regnskap AS/CN=BJØRKELIA REGNSKAP AS/serialNumber=310803030" both -newkey rsa:2048
leaf revoked.pem "/C=NO/O=Tindøy kommune/organizationIdentifier=NTRNO-310801011/CN=Tindøy kommune" seal -newkey rsa:2048
openssl ca -config ca.conf -revoke revoked.pem
openssl ca -config ca.conf -gencrl -out issuing.crl
openssl ca -config ca.conf -name root -gencrl -out root.crl
pss="-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32"
# shellcheck disable=SC2086
openssl req -new -newkey rsa:2048 -nodes -keyout pss.key -x509 -days 36500 -sha256 $pss -config ca.conf -extensions authority_root \
  -subj "/C=NO/O=Prøve Sertifikat AS/CN=Prøve PSS Root" -out pss.pem
openssl ca -config ca.conf -name pss -revoke revoked.pem
# shellcheck disable=SC2086
openssl ca -config ca.conf -name pss $pss -gencrl -out pss.crl
mv pss.pem pss.crl root.pem issuing.pem seid2.pem seid2-p256.pem seid1.pem revoked.pem issuing.crl root.crl "$here"
