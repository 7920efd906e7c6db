import type { ScreenSize } from '../../hooks/console.ts';
import { useSecretsScreen } from '../../hooks/secrets/use-secrets-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** The names in a project's `.env`. */
export function SecretsScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useSecretsScreen(body)} width={body.columns} height={body.rows} />;
}
