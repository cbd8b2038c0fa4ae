// An empty window: the sheets are pages of pictures, and the walls of the program let none of them in.
import { app, BrowserWindow } from 'electron';

await app.whenReady();
await new BrowserWindow({ show: false }).loadURL('about:blank');
