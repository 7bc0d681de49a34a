import qrcode from 'qrcode-generator';

type QRCode = ReturnType<typeof qrcode>;

/** The modules of a QR code without its quiet zone; true is dark. */
export type QrModules = readonly (readonly boolean[])[];

const alphanumeric = /^[0-9A-Z $%*+\-./:]*$/;

/** Level M, or L where the text fits no other way (up to 4,296 alphanumeric characters). */
export function qrModules(text: string): QrModules {
  try {
    return modulesAt(text, 'M');
  } catch {
    return modulesAt(text, 'L');
  }
}

/** A code of bytes that need not be any text. */
export function byteModules(bytes: Uint8Array): QrModules {
  const code = qrcode(0, 'M');
  code.addData(String.fromCharCode(...bytes), 'Byte');
  return modulesOf(code);
}

function modulesAt(text: string, level: 'M' | 'L'): QrModules {
  const code = qrcode(0, level);
  if (alphanumeric.test(text)) code.addData(text, 'Alphanumeric');
  else code.addData(byteString(text), 'Byte');
  return modulesOf(code);
}

function modulesOf(code: QRCode): QrModules {
  code.make();
  const size = code.getModuleCount();
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => code.isDark(row, column)),
  );
}

/** One character per UTF-8 byte: the package takes the low byte of each character. */
function byteString(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
