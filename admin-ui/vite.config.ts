import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { devProxy } from './src/server/dev-proxy.ts';

/** The API serves the built files under /admin/; in development its paths are passed on to it (`VITE_API_URL`). */
export default defineConfig(({ command, mode }) => {
  // A test runner sets NODE_ENV to “test”, and React’s slower development build would go into the files that people get.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    base: '/admin/',
    plugins: [react()],
    build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
    // Nothing of it goes into a build: what is built asks the origin that serves it.
    ...(command === 'serve' ? { server: { proxy: devProxy(loadEnv(mode, import.meta.dirname, 'VITE_')) } } : {}),
  };
});
