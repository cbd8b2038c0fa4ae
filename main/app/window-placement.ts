import { type Rectangle, screen } from 'electron';
import Store from 'electron-store';

interface Placement {
	bounds: Rectangle | null;
}

const number = { type: 'number' } as const;

/** Where the desk's window stood last. Nothing else is stored, and nothing of a patient. */
export class WindowPlacement {
	readonly #store = new Store<Placement>({
		name: 'window',
		defaults: { bounds: null },
		// A broken file costs a window position and must not cost a start.
		clearInvalidConfig: true,
		schema: {
			bounds: {
				type: ['object', 'null'],
				properties: { x: number, y: number, width: number, height: number },
				required: ['x', 'y', 'width', 'height'],
			},
		},
	});

	/** The last bounds, unless the display that they were on is gone. */
	get bounds(): Rectangle | undefined {
		const bounds = this.#store.get('bounds');
		if (bounds === null) return undefined;
		const { workArea } = screen.getDisplayMatching(bounds);
		return overlaps(bounds, workArea) ? bounds : undefined;
	}

	remember(bounds: Rectangle): void {
		this.#store.set('bounds', bounds);
	}
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
