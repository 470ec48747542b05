"""Averages the weights of runs that went on from one checkpoint.

Usage: python average.py --out joined.pt one.pt two.pt [...]
"""

import argparse

import torch


def main():
    """Writes the mean of the weights."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("models", nargs="+")
    args = ap.parse_args()
    states = [torch.load(p, map_location="cpu") for p in args.models]
    torch.save({k: sum(s[k].float() for s in states) / len(states) for k in states[0]}, args.out)


if __name__ == "__main__":
    main()
