import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API serves the built files under /admin/; in development the API’s paths are passed through to it. */
export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  server: {
    proxy: {
      '/v2': process.env.MBI_PUBLIC_URL ?? 'http://127.0.0.1:8000',
      '/api': process.env.MBI_PUBLIC_URL ?? 'http://127.0.0.1:8000',
    },
  },
});
