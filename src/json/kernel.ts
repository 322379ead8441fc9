import { KERNEL_WASM } from './kernel-wasm.ts';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Global {
  readonly value: number;
}

/** The addresses and sizes that kernel/layout.as.ts names. */
type Area =
  | ('TIME_KEY' | 'CURSOR_KEY' | 'KEY_ROOM')
  | ('PREFIX' | 'MEMBER' | 'SUFFIX' | 'TEXT_ROOM')
  | ('START' | 'END' | 'TIME_START' | 'TIME_END' | 'TICKS' | 'FLAGS' | 'KEEP' | 'TIMED' | 'ROWS')
  | ('INPUT' | 'INPUT_ROOM' | 'SLACK' | 'OUTPUT' | 'OUTPUT_ROOM' | 'LENT');

interface KernelExports extends Readonly<Record<Area, Global>> {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly setKeys: (timeSize: number, cursorSize: number) => void;
  readonly scanRows: (from: number, shift: number) => number;
  readonly setTexts: (prefix: number, member: number, suffix: number, decimals: number, long: number) => void;
  readonly writeLines: (rows: number, shift: number, output: number, limit: number) => number;
  /** After scanRows: rows in the table, where to go on, and how far it came in a row that it left. */
  readonly scanned: Global;
  readonly next: Global;
  readonly reached: Global;
  /** After writeLines: the address after the lines. */
  readonly written: Global;
}

/** What `scanRows` gives. */
export const ARRAY_END = 0;
export const TABLE_FULL = 1;

/**
 * The compiled code that scans rows and writes lines, with its one memory of fixed size (kernel/kernel.as.ts). Nothing
 * stays in it from one call of ours to the next, except in what is lent from the address LENT on: whoever uses it puts in
 * what it needs and takes out what it gives.
 */
export interface Kernel {
  readonly code: KernelExports;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
}

/** Undefined where it cannot run: without WebAssembly, or on a machine that lacks its vectors. */
export function createKernel(wasm: Uint8Array): Kernel | undefined {
  try {
    const code = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as KernelExports;
    const { buffer } = code.memory;
    const bytes = new Uint8Array(buffer);
    return { code, bytes, ints: new Int32Array(buffer), doubles: new Float64Array(buffer) };
  } catch {
    return undefined;
  }
}

let shared: { readonly kernel: Kernel | undefined } | undefined;

/** The one of this process, made when it is first asked for. */
export function sharedKernel(): Kernel | undefined {
  shared ??= { kernel: createKernel(Buffer.from(KERNEL_WASM, 'base64')) };
  return shared.kernel;
}
