"""The first stage's examples: public question-answering sets, and near misses made of them by rule."""
