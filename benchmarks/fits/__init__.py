"""One fit by one program, each in its own environment: `python benchmarks/fits/NAME.py data.npz out.npz OPTIONS`.

What they are given is the same; what they give back has the same shape: `draws` (n_chains, n_draws, 1 + n_creators),
incremental orders of the programme, then of each creator, and `seconds`, a JSON object of phases. They import nothing
of each other and nothing of Upshot, except the one that is Upshot.
"""
