"""Bundles measured against hand-made truth. Start at `measures.score_bundle`."""
