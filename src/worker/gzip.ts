async function through(
  content: string | Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  return new Response(new Blob([content]).stream().pipeThrough(stream)).arrayBuffer();
}

/** A text gzipped by the browser itself (or Node): a library would weigh more than what needs it. */
export const gzipText = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await through(text, new CompressionStream('gzip')));

export const gunzipText = async (bytes: Uint8Array): Promise<string> =>
  new TextDecoder().decode(await through(bytes.slice(), new DecompressionStream('gzip')));
