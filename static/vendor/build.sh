#!/bin/sh
# Compiles what stands in this folder from the pinned packages. Nobody needs it to run the site: the results
# are committed. Needs npm, python3 with venv, and the network; see README.md.
#
#   sh static/vendor/build.sh           compile again, write the results and their checksums
#   sh static/vendor/build.sh --check   only compare the committed files with their checksums
set -eu
cd "$(dirname "$0")"

if [ "${1-}" = "--check" ]; then
    (cd kern-2.7.2 && sha256sum --check --quiet SHA256SUMS)
    (cd fira-sans-4.106 && sha256sum --check --quiet SHA256SUMS)
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
kern=$work/node_modules/@kern-ux/native

"$work/node_modules/.bin/sass" --style=compressed --no-source-map --no-charset --quiet-deps \
    --silence-deprecation=if-function --load-path="$kern/src/scss" kern-2.7.2/kern.scss kern-2.7.2/kern.css
cp "$kern/LICENSE.md" kern-2.7.2/LICENSE.md
(cd kern-2.7.2 && sha256sum LICENSE.md kern.css kern.scss > SHA256SUMS)

# German and its neighbours (Latin-1, Latin Extended-A), quotes, dashes, subscript two, arrows, comparisons.
letters="U+0020-007E,U+00A0-017F,U+1E9E,U+2010,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2020,U+2022,U+2026"
signs="U+2030,U+2039,U+203A,U+2044,U+2082,U+20AC,U+2190-2193,U+2197,U+2212,U+2248,U+2260,U+2264,U+2265"
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check 'fonttools[woff]==4.68.0' 'brotli==1.2.1'
for weight in Regular SemiBold; do
    "$work/python/bin/pyftsubset" "$kern/dist/fonts/fira-sans/FiraSans-$weight.woff2" \
        --unicodes="$letters,$signs" --layout-features=kern,tnum --no-hinting --flavor=woff2 \
        --name-IDs=0,1,2,3,4,5,6,13,14 --output-file="fira-sans-4.106/FiraSans-$weight.woff2"
done
(cd fira-sans-4.106 && sha256sum FiraSans-Regular.woff2 FiraSans-SemiBold.woff2 OFL.txt > SHA256SUMS)
