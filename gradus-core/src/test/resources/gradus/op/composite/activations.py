"""Values and derivatives of the activations at 60 digits, as the rows of activations.csv.

Run with mpmath 1.3: python3 activations.py > activations.csv
"""

from mpmath import mp, mpf, diff, erf, exp, log, pi, sqrt, tanh

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x))


def elu(x, alpha):
    return x if x > 0 else alpha * (exp(x) - 1)


LAMBDA = mpf(1.0507009873554805)
ALPHA = mpf(1.6732632423543772)

FUNCTIONS = {
    "LeakyRelu": lambda x: x if x > 0 else mpf(0.01) * x,
    "Elu": lambda x: elu(x, mpf(1.5)),
    "Selu": lambda x: LAMBDA * elu(x, ALPHA),
    "Gelu": lambda x: x * (1 + erf(x / sqrt(2))) / 2,
    "GeluTanh": lambda x: x * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x**3))) / 2,
    "Silu": lambda x: x * sigmoid(x),
    "Softsign": lambda x: x / (1 + abs(x)),
    "HardSigmoid": lambda x: max(mpf(0), min(mpf(1), mpf(0.2) * x + mpf(0.5))),
    "HardSwish": lambda x: x * max(mpf(0), min(mpf(1), x / 6 + mpf(0.5))),
    "Mish": lambda x: x * tanh(log(1 + exp(x))),
    "LogSigmoid": lambda x: -log(1 + exp(-x)),
    "Clip": lambda x: min(max(x, mpf(-1.5)), mpf(6)),
}

POINTS = [-800, -40, -10, -3.5, -1.25, -0.5, -0.001, 0.25, 1.5, 2.9, 6.5, 30, 800]

for name, f in FUNCTIONS.items():
    for point in POINTS:
        x = mpf(point)
        mp.dps = 800  # for 1 + exp(-800) and its kin
        y, slope = f(x), diff(f, x, h=mpf(10) ** -300)
        mp.dps = 60
        print(f"{name},{point},{float(y)!r},{float(slope)!r}")
