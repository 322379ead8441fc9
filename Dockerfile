FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN node scripts/build.js

FROM node:24-bookworm-slim
LABEL io.airbyte.name="source-dataset" \
      io.airbyte.version="0.1.0" \
      org.opencontainers.image.title="source-dataset" \
      org.opencontainers.image.description="Airbyte source connector for dataset APIs" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.source="https://github.com/source-dataset/source-dataset" \
      org.opencontainers.image.licenses="MIT"
# The platform and its acceptance tests write below /airbyte as this user.
RUN mkdir -p /airbyte/integration_code /airbyte/data && chown -R node:node /airbyte
WORKDIR /airbyte/integration_code
COPY LICENSE ./
COPY --from=build /build/dist/THIRD_PARTY_NOTICES /build/dist/package.json /build/dist/main.js ./
COPY --from=build /build/dist/main ./main
USER node
# Kubernetes runs this variable, docker run the entrypoint: they must say the same.
ENV AIRBYTE_ENTRYPOINT="node /airbyte/integration_code/main.js"
ENTRYPOINT ["node", "/airbyte/integration_code/main.js"]
