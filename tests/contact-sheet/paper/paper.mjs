// An empty window: the sheets are pages of pictures, and the walls of the program let none of them in.
import { app, BrowserWindow } from 'electron';

// Not awaited: Electron is not ready before this module has loaded.
void app.whenReady().then(() => new BrowserWindow().loadURL('about:blank'));
