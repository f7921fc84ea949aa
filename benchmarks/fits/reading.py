"""Effective sizes and R-hat of the draws that any of the programs handed over, by one code for all of them."""

from __future__ import annotations

import json
import sys


def read(path: str) -> dict[str, object]:
    """Phases, effective sizes and R-hat of the total and of the creators."""
    import numpy as np
    from arviz_stats.base import array_stats

    kept = np.load(path)
    draws = kept["draws"]
    ess = array_stats.ess(draws, method="bulk", chain_axis=0, draw_axis=1)
    r_hat = array_stats.rhat(draws, chain_axis=0, draw_axis=1)
    return {
        "chains": draws.shape[0],
        "draws": draws.shape[1],
        "ess": {"total": float(ess[0]), "least": float(ess.min()), "median": float(np.median(ess))},
        "r_hat": {"total": float(r_hat[0]), "worst": float(r_hat.max())},
        "seconds": json.loads(str(kept["seconds"])),
        "told": json.loads(str(kept["extra"])),
    }


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1])))
