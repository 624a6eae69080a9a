import { escapeHtml } from './html.ts';

/** A name in the pieces between which a line may break: behind `_`, `.` and `/`, and nowhere else. */
export function breakablePieces(name: string): readonly string[] {
  return name.match(/[^_./]*[_./]+|[^_./]+/g) ?? [];
}

/** The same as HTML; what is copied of it has no letter more. */
export function breakableHtml(name: string): string {
  return breakablePieces(name).map(escapeHtml).join('<wbr>');
}
