/** How one person wants to see the kiosk; the next one finds it as usual. */
export class KioskDisplay {
	isLarger = $state(false);
	isHighContrast = $state(false);
	/** The last pointer was a finger: a cursor would only stand where it was. */
	isTouched = $state(false);

	reset(): void {
		this.isLarger = false;
		this.isHighContrast = false;
	}

	/** On the root element, whose font size all others follow. Returns what takes it off again. */
	applyTo(root: HTMLElement): () => void {
		root.classList.toggle('larger-text', this.isLarger);
		root.classList.toggle('high-contrast', this.isHighContrast);
		root.classList.toggle('touched', this.isTouched);
		return () => {
			root.classList.remove('larger-text', 'high-contrast', 'touched');
		};
	}
}
