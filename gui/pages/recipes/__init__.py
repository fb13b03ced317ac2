"""The Recipes page: all that this station can inspect, and what each recipe rests on."""
