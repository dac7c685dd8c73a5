import { useEffect } from 'react';
import { notices } from '../../../stores/notices';
import controls from '../../../styles/controls.module.css';
import { chooseFolder, recallFolder, resume, stopWatching, useWatch } from './watch';

const WHY_NOT =
  'This browser lets no page watch a folder: use Chrome, Edge or another Chromium. Drop the folder instead.';

/** New scans of the beamline's data folder appear by themselves, each when it is finished. */
export function WatchFolder() {
  const status = useWatch((state) => state.status);
  const folder = useWatch((state) => state.folder);
  useEffect(() => {
    void recallFolder();
  }, []);
  switch (status) {
    case 'unsupported':
      return (
        <button
          type="button"
          className={controls.button}
          aria-disabled="true"
          title={WHY_NOT}
          onClick={() => {
            notices.getState().notify(WHY_NOT);
          }}
        >
          Watch<span className="visually-hidden"> folder</span>
        </button>
      );
    case 'none':
      return (
        <button
          type="button"
          className={controls.button}
          title="Choose the folder that the beamline writes to: new scans appear here when they are finished"
          onClick={() => void chooseFolder()}
        >
          Watch<span className="visually-hidden"> folder</span>
        </button>
      );
    case 'asleep':
    case 'lost':
      return (
        <button
          type="button"
          className={controls.button}
          title={`The browser asks once after a reload whether ${folder} may be read`}
          onClick={() => void resume()}
        >
          Watch {folder} again
        </button>
      );
    case 'watching':
      return (
        <button
          type="button"
          className={controls.button}
          aria-pressed="true"
          title={`New scans in ${folder} appear here when they are finished; click to stop`}
          onClick={() => void stopWatching()}
        >
          Watching {folder}
        </button>
      );
  }
}
