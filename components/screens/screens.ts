import type { FunctionComponent } from 'react';
import type { ScreenSize } from '../../hooks/console.ts';
import type { FrameView } from '../../hooks/frame/use-frame.ts';
import { FleetScreen } from './fleet-screen.tsx';
import { HealthScreen } from './health-screen.tsx';
import { OperationScreen } from './operation-screen.tsx';
import { PlanScreen } from './plan-screen.tsx';
import { PortsScreen } from './ports-screen.tsx';
import { ProjectScreen } from './project-screen.tsx';

/** Every screen; a kind without one does not compile. */
export const screens: Readonly<Record<FrameView['screen'], FunctionComponent<{ readonly body: ScreenSize }>>> = {
	fleet: FleetScreen,
	plan: PlanScreen,
	operation: OperationScreen,
	project: ProjectScreen,
	ports: PortsScreen,
	health: HealthScreen,
};
