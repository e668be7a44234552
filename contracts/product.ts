/** The version of the product: what /health, the API document and error reports say. The same as in package.json. */
export const productVersion = '0.1.0';
