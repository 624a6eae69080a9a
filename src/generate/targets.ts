import { composeOpenTelemetry } from './opentelemetry.ts';
import { composeOverlay } from './overlay.ts';
import { composePrometheus } from './prometheus.ts';
import type { Target } from './target.ts';
import { composeTypeScript } from './typescript.ts';

/** Every language and tool for which files are generated, by the name that `--for` takes. */
export const TARGETS: Readonly<Record<string, Target>> = {
  typescript: { title: 'TypeScript', file: 'errors.ts', compose: composeTypeScript },
  prometheus: { title: 'Prometheus', file: 'errors.rules.yml', compose: composePrometheus, isInternal: true },
  opentelemetry: {
    title: 'OpenTelemetry',
    file: 'errors.semconv.yaml',
    compose: composeOpenTelemetry,
    isInternal: true,
  },
  overlay: {
    title: 'OpenAPI Overlay',
    file: 'errors.overlay.yaml',
    compose: composeOverlay,
    takesSpecification: true,
    isInternal: true,
  },
};
