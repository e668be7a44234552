# Two images from one file: `server` runs the API, the worker or the migrations; `admin` serves the back office.
FROM node:24.11-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY admin-ui/package.json admin-ui/
RUN npm ci
COPY . .
RUN node start/admin-ui/main.ts

FROM node:24.11-bookworm-slim AS server
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app /app
USER node
EXPOSE 8000
CMD ["node", "api/main.ts"]

FROM nginxinc/nginx-unprivileged:1.29-alpine AS admin
COPY deploy/admin.nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /app/admin-ui/dist /usr/share/nginx/html/admin
EXPOSE 8080
