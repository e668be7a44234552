import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.MBI_PUBLIC_URL ?? 'http://127.0.0.1:8000';

/** The API serves the built files under /admin/; in development the API’s paths are passed through to it. */
export default defineConfig(({ command }) => {
  // A test runner sets NODE_ENV to “test”, and React’s slower development build would go into the files that people get.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    base: '/admin/',
    plugins: [react()],
    build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
    server: { proxy: { '/v2': api, '/api': api } },
  };
});
