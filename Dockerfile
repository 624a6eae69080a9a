# error-reference for teams without Node, from this repository:
#   docker build --tag error-reference .
#   docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" error-reference build
#   docker run --rm --volume "$PWD:/work" --publish 4321:4321 error-reference start --host 0.0.0.0
FROM node:24-slim AS package
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm pack
RUN npm install --global --prefix installed --ignore-scripts --no-audit --no-fund ./error-reference-*.tgz

FROM node:24-slim
COPY --from=package /source/installed /opt/error-reference
# Whoever it runs as can keep there what it works with.
ENV PATH=/opt/error-reference/bin:$PATH HOME=/tmp
WORKDIR /work
USER node
EXPOSE 4321
ENTRYPOINT ["error-reference"]
