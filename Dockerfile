# The page behind its own server: docker build -t xanopy . && docker run --rm -p 8080:8080 --read-only xanopy
FROM node:20-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm run package && npx tsx scripts/compress-page.ts build/npm/page

FROM node:20-slim
COPY --from=build --chown=root:root /src/build/npm /opt/xanopy
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s CMD ["node", "-e", "fetch('http://localhost:8080/').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/xanopy/cli.js", "serve", "--host", "0.0.0.0", "--port", "8080"]
