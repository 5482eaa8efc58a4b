import { defineConfig } from "vite";

// The build has fixed names and goes into the Python package: users need no Node.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../api/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    rollupOptions: {
      output: {
        entryFileNames: "locard.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
