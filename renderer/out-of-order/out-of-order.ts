import { bridge } from '../bridge.ts';

const retry = document.querySelector('button');

async function startOver(button: HTMLButtonElement): Promise<void> {
	button.disabled = true;
	try {
		await bridge.startOver();
	} finally {
		// Still here: main could not put the kiosk in this page's place, and may be asked again.
		button.disabled = false;
	}
}

retry?.addEventListener('click', () => void startOver(retry));
